/** Where the bytes of a source come from by themselves, as `source.yaml` says it under `from`. */

export interface OriginLimits {
  /** hosts beside its own to which a redirect, a link or a resource may lead */
  readonly hosts?: readonly string[]
  /** an address inside this network (10.…, 192.168.…, this computer) is meant */
  readonly private?: boolean
  /** a larger file is not fetched; 100 MB unless set */
  readonly maxBytes?: number
  /** for the whole file, however slowly it comes; 600 unless set */
  readonly seconds?: number
  /** how often `run` looks: a word of the vocabulary `frequency`; else by the frequency of the source */
  readonly every?: string
}

/** A file at an address that stays. */
export interface UrlOrigin extends OriginLimits {
  readonly url: string
}

/** A link on a page: city sites move their files each year, the page stays. */
export interface PageOrigin extends OriginLimits {
  readonly page: string
  /** the link's text is or holds this, without regard to width and spaces */
  readonly link?: string
  /** a regular expression that the link's address (absolute, decoded) fits */
  readonly pattern?: string
  /** where several links fit; several are an error unless it is set */
  readonly pick?: 'first' | 'last'
}

/** A resource of a dataset on a CKAN portal. */
export interface CkanOrigin extends OriginLimits {
  /** the portal's first page */
  readonly ckan: string
  /** name or id */
  readonly dataset: string
  /** name or id of the resource; one only fits, or it is an error */
  readonly resource?: string
  readonly format?: string
}

/** A folder where a clerk drops the new file: the newest one that fits. */
export interface FolderOrigin extends OriginLimits {
  /** from the project root, or absolute (a shared drive) */
  readonly folder: string
  /** a regular expression that the file's name fits; every file fits unless it is set */
  readonly pattern?: string
}

export type Origin = UrlOrigin | PageOrigin | CkanOrigin | FolderOrigin

/** What a source's last fetch left behind, so that the next one can ask whether anything changed. */
export interface Validators {
  /** of the file itself, after redirects */
  readonly url?: string
  readonly etag?: string
  readonly lastModified?: string
  /** of a file in a folder: what tells that it was touched */
  readonly signature?: string
}
