/** The files under `schemas/inspection/` → what the gate looks up; compiled once per run. */

/** `mail.yaml` */
export interface MailDomains {
  readonly carrier: readonly string[]
  readonly free: readonly string[]
  readonly provider: readonly string[]
}

/** `persons.yaml` */
export interface PersonWords {
  readonly private: readonly string[]
  readonly called: readonly string[]
  readonly named: readonly string[]
  readonly readings: readonly string[]
  readonly office: readonly string[]
  readonly officeTables: readonly string[]
  readonly others: readonly string[]
  readonly birth: readonly string[]
  readonly notBirth: readonly string[]
  readonly contact: readonly string[]
  readonly own: readonly string[]
  readonly bodies: readonly string[]
  readonly nameless: readonly string[]
  readonly placeEnds: readonly string[]
  readonly surnames: readonly string[]
  readonly givenEnds: readonly string[]
}

/** `privacy.yaml` */
export interface PrivacyWords {
  readonly myNumber: readonly string[]
  readonly numbers: readonly string[]
  readonly amounts: readonly string[]
  readonly notes: readonly string[]
  readonly counts: readonly string[]
  readonly notCounts: readonly string[]
  readonly smallCount: number
  readonly properties: readonly string[]
  readonly organizations: readonly string[]
  readonly nobody: readonly string[]
  readonly offices: readonly string[]
}

/** As they are read: plain data, so that they can be handed to a thread. */
export interface PrivacyFiles {
  readonly mail: MailDomains
  readonly persons: PersonWords
  readonly privacy: PrivacyWords
  /** counts of persons below this are told, where somebody has set it; 1: none is */
  readonly smallCount?: number
}

export interface PrivacySettings {
  readonly words: PrivacyWords
  readonly persons: PersonWords
  readonly smallCount: number
  /** by a person, and not the default */
  readonly isSmallCountSet: boolean
  /** whose addresses of that domain are; undefined: an organization's */
  readonly mailOf: (domain: string) => keyof MailDomains | undefined
  readonly surnames: ReadonlySet<string>
  readonly givenEnds: ReadonlySet<string>
  /** signs, one by one */
  readonly bodies: ReadonlySet<string>
  /** those of several signs */
  readonly bodyWords: readonly string[]
  readonly placeEnds: readonly string[]
}

export function compilePrivacy({ mail, persons, privacy, smallCount }: PrivacyFiles): PrivacySettings {
  const whole = new Map<string, keyof MailDomains>()
  const anyEnding = new Map<string, keyof MailDomains>()
  for (const kind of ['provider', 'free', 'carrier'] as const) {
    for (const domain of mail[kind]) {
      if (domain.endsWith('.*')) anyEnding.set(domain.slice(0, -2), kind)
      else whole.set(domain, kind)
    }
  }
  const mailOf = (domain: string): keyof MailDomains | undefined => {
    let rest = domain.toLowerCase()
    while (rest.includes('.')) {
      const dot = rest.indexOf('.')
      const known =
        whole.get(rest) ?? (isEnding(rest.slice(dot)) ? anyEnding.get(rest.slice(0, dot)) : undefined)
      if (known !== undefined) return known
      rest = rest.slice(dot + 1)
    }
    return undefined
  }
  return {
    words: privacy,
    persons,
    smallCount: smallCount ?? privacy.smallCount,
    isSmallCountSet: smallCount !== undefined,
    mailOf,
    surnames: new Set(persons.surnames),
    givenEnds: new Set(persons.givenEnds),
    bodies: new Set(persons.bodies.filter((word) => word.length === 1)),
    bodyWords: persons.bodies.filter((word) => word.length > 1),
    placeEnds: persons.placeEnds,
  }
}

/** `.com`, `.jp`, `.co.jp` */
function isEnding(text: string): boolean {
  return /^\.(?:[a-z]{2,}|(?:co|com)\.[a-z]{2})$/.test(text)
}
