import { describe, expect, test } from 'vitest'
import { pageOf } from '../../../pipeline/publish/s3/list.ts'
import { readXml } from '../../../pipeline/publish/s3/xml.ts'

const page = (rest: string): string =>
  `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rest}</ListBucketResult>`
const object = (key: string, size = '1'): string =>
  `<Contents><Key>${key}</Key><ETag>&quot;aa&quot;</ETag><Size>${size}</Size></Contents>`

describe('a page of a list', () => {
  test.each<[string, string, unknown]>([
    ['empty', page(''), { objects: [] }],
    ['an object', page(object('a/b.csv')), { objects: [{ key: 'a/b.csv', bytes: 1, etag: 'aa' }] }],
    [
      'escaped as XML',
      page(object('a&amp;b&#x3042;&#65;')),
      { objects: [{ key: 'a&bあA', bytes: 1, etag: 'aa' }] },
    ],
    [
      'escaped as a URL, where it says so',
      page(`<EncodingType>url</EncodingType>${object('a+b%2Bc')}`),
      { objects: [{ key: 'a b+c', bytes: 1, etag: 'aa' }] },
    ],
    [
      'not escaped, where it does not',
      page(object('a+b%2Bc')),
      { objects: [{ key: 'a+b%2Bc', bytes: 1, etag: 'aa' }] },
    ],
    [
      'more to come',
      page('<IsTruncated>true</IsTruncated><NextContinuationToken>t=</NextContinuationToken>'),
      { objects: [], next: 't=' },
    ],
    ['more to come, and no word how', page('<IsTruncated>true</IsTruncated>'), undefined],
    ['a size that is none', page(object('a', 'big')), undefined],
    ['a key that is no escape', page(`<EncodingType>url</EncodingType>${object('%E3')}`), undefined],
    ['another document', '<Error><Code>x</Code></Error>', undefined],
    ['HTML', '<!DOCTYPE html><html><br><p>ログイン</html>', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, xml, expected) => {
    expect(pageOf(xml)).toEqual(expected)
  })
})

describe('XML', () => {
  test.each<[string, string, string | undefined]>([
    [
      'comments, instructions, sections, prefixes',
      '<?xml version="1.0"?><!-- < --><x:a b=">"><![CDATA[<&]]>&lt;</x:a>\n',
      '<&<',
    ],
    ['an empty one', '<a/>', ''],
    ['a byte order mark', '\ufeff<a>1</a>', '1'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', undefined],
    ['not closed', '<a><b></b>', undefined],
    ['closed by another', '<a></b>', undefined],
    ['cut in a tag', '<a>1</a', undefined],
    ['two roots', '<a/><b/>', undefined],
    ['text beside it', 'x<a/>', undefined],
    ['deeper than any answer', '<a>'.repeat(100) + '</a>'.repeat(100), undefined],
  ])('%s', (_, xml, text) => {
    expect(readXml(xml)?.text).toBe(text)
  })
  test('much of what is none is read in no time', () => {
    const began = performance.now()
    for (const text of [
      '<a '.repeat(50_000),
      '<a "'.repeat(50_000),
      '<'.repeat(100_000),
      '<!--'.repeat(50_000),
    ])
      expect(readXml(text)).toBeUndefined()
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
