/** An editor at work in an organization of a suite's own: short forms of what the tests of CKAN's own ways do all the time. */
import { beforeAll } from 'vitest'
import {
  type Answer,
  call,
  freshOrganization,
  must,
  type Organization,
  type Server,
  type UploadOf,
} from './ckan.ts'

type Body = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
type Shown = any

export interface Editor {
  readonly org: Organization
  /** what the portal answers */
  readonly as: (action: string, body: Body, uploads?: readonly UploadOf[]) => Promise<Answer>
  /** what the action gives; a refusal fails the test */
  readonly does: (action: string, body: Body, uploads?: readonly UploadOf[]) => Promise<Shown>
  /** of a dataset, new each time */
  readonly nameOf: () => string
  readonly create: (more?: Body) => Promise<Shown>
  readonly show: (id: string) => Promise<Shown>
}

/** Registers what makes the organization before the suite's first test. */
export function useEditor(server: Server, prefix: string): Editor {
  let made: Organization | undefined
  let count = 0
  const org = (): Organization => {
    if (made === undefined) throw new Error('there is an organization only within tests')
    return made
  }
  beforeAll(async () => {
    made = await freshOrganization(server, prefix)
  })
  const does: Editor['does'] = (...of) => must(server, org().token, ...of)
  const nameOf = (): string => `${org().name}-${count++}`
  return {
    get org() {
      return org()
    },
    as: (...of) => call(server, org().token, ...of),
    does,
    nameOf,
    create: (more = {}) =>
      does('package_create', { name: nameOf(), title: '試験', owner_org: org().id, ...more }),
    show: (id) => does('package_show', { id }),
  }
}

/** A small table as an upload. */
export const CSV = 'a,b\n1,2\n'
export const file = (field = 'upload', fileName = 'table.csv', bytes = CSV): UploadOf => ({
  field,
  fileName,
  bytes,
})
