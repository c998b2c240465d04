/** Small offers, and what a portal shall be told of them. */
import { createHash, randomBytes } from 'node:crypto'
import type { CkanDataset, CkanPortal } from '../../../pipeline/lib/ckan.ts'
import type { Offer, OfferFile, Offering, OfferTable } from '../../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import type { CkanGiven, Described } from '../../../pipeline/publish/ckan/given.ts'
import type { Applied, PlanItem, Target } from '../../../pipeline/publish/target.ts'

export const BASE = 'https://data.city.example.jp/'

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

export function fileOf(
  id: string,
  key: string,
  text: string | Uint8Array,
  said?: Partial<OfferFile>,
): OfferFile {
  const bytes = Buffer.from(text)
  const name = `${id}.${key}`
  return {
    key,
    path: `datasets/${id}/${name}`,
    name,
    mediaType: key === 'csv' ? 'text/csv' : 'application/json',
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    *read() {
      for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536)
    },
    ...said,
  }
}

export function offerOf(
  id: string,
  files: Readonly<Record<string, string | Uint8Array>> = {
    csv: 'ID,名称\r\n1,避難所\r\n',
    json: '[{"id":1}]',
  },
  table: OfferTable | null = null,
): Offer {
  return {
    id,
    iri: `${BASE}datasets/${id}/`,
    code: '142140',
    title: { ja: `題名${id}`, en: `Title ${id}` },
    files: Object.entries(files).map(([key, text]) => fileOf(id, key, text)),
    documents: [],
    table,
  }
}

/** `rows`: identifier and name. */
export function tableOf(rows: readonly (readonly [string, string])[]): OfferTable {
  const column = (header: string, key: string) => ({
    header,
    key,
    type: 'string' as const,
    title: { ja: header, en: key },
    description: { ja: `${header}の説明`, en: key },
  })
  return {
    columns: [column('ID', 'identifier'), column('名称', 'name')],
    primaryKey: ['ID'],
    count: rows.length,
    sha256: sha256Of(JSON.stringify(rows)),
    async *rows() {
      yield rows
    },
  }
}

export function datasetOf(offer: Offer, more: Partial<CkanDataset> = {}): CkanDataset {
  return {
    name: offer.id,
    fields: { title: offer.title.ja, notes: '避難所の一覧です。\n更新: 毎年', license_id: 'cc-by' },
    tags: ['避難所', '防災'],
    extras: { frequency: '年次' },
    groups: [],
    resources: offer.files.map(({ key }) => ({
      key,
      fields: { name: `${offer.title.ja} ${key}`, format: key.toUpperCase(), description: '説明' },
    })),
    ...more,
  }
}

export function portalOf(more: Partial<CkanPortal> = {}): CkanPortal {
  return {
    id: 'test',
    url: 'http://portal.invalid/',
    organization: 'city',
    limits: { concurrency: 2, perSecond: 1000, timeoutSeconds: 30, tries: 3 },
    datastore: true,
    licences: {},
    tags: [],
    extras: {},
    fields: {},
    groups: {},
    name: '{id}',
    names: {},
    ...more,
  }
}

export interface Setting {
  readonly organization?: string
  readonly dataset?: (offer: Offer) => Described
  readonly datastore?: boolean
  /** of the portal's conventions */
  readonly extras?: Readonly<Record<string, string>>
  readonly names?: Readonly<Record<string, string>>
}

export function givenOf(
  api: CkanApi,
  { organization = 'city', dataset, datastore = true, extras = {}, names = {} }: Setting = {},
): CkanGiven {
  return {
    portal: portalOf({ organization, datastore, extras, names }),
    api,
    datasetOf: dataset ?? ((offer) => ({ dataset: datasetOf(offer), problems: [] })),
    publishers: [{ code: '142140', organization, base: BASE }],
    sha256: () => {
      const hash = createHash('sha256')
      return {
        update: (data) => {
          hash.update(data)
        },
        hex: () => hash.digest('hex'),
      }
    },
    pause: async () => {},
    chance: (count) => randomBytes(count),
  }
}

export function offeringOf(offers: readonly Offer[], withheld: readonly string[] = []): Offering {
  return {
    async *datasets() {
      yield* offers
    },
    whole: [],
    withheld,
  }
}

export async function planOf(
  target: Target,
  offers: readonly Offer[],
  withheld: readonly string[] = [],
): Promise<PlanItem[]> {
  const items: PlanItem[] = []
  for await (const item of target.plan(offeringOf(offers, withheld), {})) items.push(item)
  return items
}

export interface Published {
  readonly items: readonly PlanItem[]
  readonly applied: readonly Applied[]
}

/** Plan, then apply, one after the other. */
export async function publishAll(
  target: Target,
  offers: readonly Offer[],
  retire = false,
): Promise<Published> {
  const items = await planOf(target, offers)
  const applied: Applied[] = []
  for (const item of items) {
    if (item.action === 'retire' && !retire) continue
    applied.push(
      await target.apply(
        item,
        offers.find(({ id }) => id === item.id),
        () => {},
      ),
    )
  }
  return { items, applied }
}
