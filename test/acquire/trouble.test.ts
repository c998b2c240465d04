import { expect, test } from 'vitest'
import { acquireProblem } from '../../pipeline/acquire/problems.ts'
import { troubleOfFault } from '../../pipeline/acquire/trouble.ts'

test.each([
  ['timeout', 'no answer within 30000 ms', '30 秒待っても返事がありません', 'no answer within 30 seconds'],
  ['broken', 'other side closed', '相手が通信を切りました', 'the other side closed the connection'],
  ['broken', '12 of 40 bytes', '40 バイトのうち 12 バイトまで', '12 of 40 bytes'],
  ['refused', 'connect ECONNREFUSED 192.0.2.1:443', 'つなぐのを断られました', 'the connection was refused'],
  ['certificate', 'certificate has expired', '証明書の期限が切れています', 'the certificate has expired'],
  ['other', 'something new', 'something new', 'something new'],
] as const)('%s: "%s" is said in words', (fault, detail, ja, en) => {
  const { code, facts } = troubleOfFault({ fault, detail }, 'https://www.example.jp/a.csv')
  const { message, actual } = acquireProblem(code, {}, facts)
  expect(message.ja).toContain(ja)
  expect(message.en).toContain(en)
  expect(message.ja).not.toMatch(/\{\w+\}/)
  expect(actual).toBeUndefined()
})
