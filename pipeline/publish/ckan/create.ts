/** A new dataset at the portal: without files, and seen by nobody but its organization until all of it is there. */
import type { CkanApi, CkanOutcome } from './api.ts'
import { named } from './revise.ts'
import { incompleteOf, SAID } from './said.ts'
import type { Wanted } from './wanted.ts'

/**
 * `state: draft` is taken from a sysadmin only: CKAN makes an editor's dataset active at once (`ignore_not_package_admin`
 * in ckan/logic/schema.py; seen on 2.11.6 and 2.12.0). So it is made private, and an extra tells that we did it. No
 * groups: one that the token may not manage would refuse the whole.
 */
export async function createDataset(api: CkanApi, wanted: Wanted): Promise<CkanOutcome> {
  const extras = { ...wanted.extras, [SAID]: incompleteOf(wanted.dataset) }
  return api.call(
    'package_create',
    {
      ...wanted.dataset.fields,
      name: wanted.name,
      owner_org: wanted.organization,
      private: true,
      tags: named(wanted.dataset.tags),
      extras: Object.entries(extras).map(([key, value]) => ({ key, value })),
    },
    { tries: 'once' },
  )
}
