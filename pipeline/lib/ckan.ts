/** What a CKAN portal shall be told of a dataset: made by the catalog room by the portal's conventions, sent by publish. */

export interface CkanDataset {
  /** `^[a-z0-9_-]{2,100}$` */
  readonly name: string
  /** title, notes, license_id, version, url, author, maintainer, maintainer_email, …: only what we say; no field is blank */
  readonly fields: Readonly<Record<string, string>>
  /** each 2 to 100 characters that CKAN takes, each once, sorted */
  readonly tags: readonly string[]
  readonly extras: Readonly<Record<string, string>>
  /** names of groups that the portal has */
  readonly groups: readonly string[]
  readonly resources: readonly CkanResource[]
}

export interface CkanResource {
  /** the offered file that it is: `csv`, `json`, … */
  readonly key: string
  /** name, description, format, mimetype, …; hash and size are those of the file */
  readonly fields: Readonly<Record<string, string>>
}

/** How a portal wants it; `schemas/portals/<preset>.yaml` and `portals/<name>.yaml` together, checked by their schema. */
export interface CkanConventions {
  /** SPDX id → the portal's licence id; what is not listed here goes by schemas/licences.yaml */
  readonly licences: Readonly<Record<string, string>>
  /** the licence ids that the portal has: another one is a problem; absent: nobody knows them */
  readonly licenceIds?: readonly string[]
  /** more tags for every dataset; may hold `{title}`, `{category}`, `{publisher}`, `{slug}` …; `{?slug}` writes nothing and wants it known */
  readonly tags: readonly string[]
  /** extras key → text with `{…}`; one with an unknown value is left out */
  readonly extras: Readonly<Record<string, string>>
  /** fields of the dataset, likewise: url, author, maintainer */
  readonly fields: Readonly<Record<string, string>>
  /** 分類 → names of the portal's groups */
  readonly groups: Readonly<Record<string, string>>
  /** name of a dataset, with `{…}`; `{id}` unless said otherwise; blank: the portal gives the names, see `names` */
  readonly name: string
  /** dataset id → name, where the portal gives the names itself */
  readonly names: Readonly<Record<string, string>>
}

export interface CkanPortal extends CkanConventions {
  /** name of the file under portals/ */
  readonly id: string
  /** ends with a slash; `api/3/action/` stands under it */
  readonly url: string
  /** name of the organization of a publisher; may hold `{code}`, `{publisher}` */
  readonly organization: string
  readonly limits: Limits
  /** false: files only, no tables */
  readonly datastore: boolean
  /** PEM of authorities to trust beside the system's own (an intranet's) */
  readonly authorities?: string
}

export interface Limits {
  /** requests under way at once */
  readonly concurrency: number
  /** requests a second, at most */
  readonly perSecond: number
  /** until an answer begins */
  readonly timeoutSeconds: number
  /** the first one counted */
  readonly tries: number
}
