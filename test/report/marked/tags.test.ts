import { expect, test } from 'vitest'
import { attributeOf, edited, tagsIn, withAttribute } from '../../../pipeline/report/marked/tags.ts'

const told = (xml: string): readonly string[] =>
  [...tagsIn(xml)].map(
    ({ name, prefix, kind, depth, from, to }) => `${depth} ${kind} ${prefix}${name} ${xml.slice(from, to)}`,
  )

test('tags with their places, whatever stands between them', () => {
  expect(told('<?xml version="1.0"?><!-- <x> --><a b="1>2" c=\'"\'><d:e/><![CDATA[<f>]]> t </a>')).toEqual([
    '1 open a <a b="1>2" c=\'"\'>',
    '2 empty d:e <d:e/>',
    '1 close a </a>',
  ])
})

test.each(['<a', '<a b="', '<a <b>', '<!DOCTYPE a><a/>', '<!-- '])('%s is not patched', (xml) => {
  expect(() => told(xml)).toThrow()
})

test('an attribute is found by its whole name', () => {
  const xml = `<c xs="1" r:s="2" s = '3' t="s=4"/>`
  const [tag] = tagsIn(xml)
  if (tag === undefined) throw new Error('no tag')
  expect(attributeOf(xml, tag, 's')).toBe('3')
  expect(attributeOf(xml, tag, 'u')).toBeUndefined()
})

test.each([
  ['<c r="A1" s="1"/>', '<c r="A1" s="7"/>'],
  ["<c s = '1' >", '<c s = "7" >'],
  ['<x:c r="A1">', '<x:c s="7" r="A1">'],
  ['<c/>', '<c s="7"/>'],
])('%s with another style', (tag, text) => {
  expect(withAttribute(tag, 's', '7')).toBe(text)
})

test('edits at one place come out in their order', () => {
  const edits = [
    { from: 2, to: 2, text: 'x' },
    { from: 0, to: 1, text: 'y' },
    { from: 2, to: 3, text: 'z' },
  ]
  expect(edited('abcd', edits)).toBe('ybxzd')
})

test('the time grows with the text, not with its square', () => {
  const xml = `<a>${'<c r="A1"><v>1</v></c>'.repeat(300_000)}</a>`
  let count = 0
  for (const _ of tagsIn(xml)) count += 1
  expect(count).toBe(1_200_002)
}, 20_000)
