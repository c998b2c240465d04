/** What the privacy gate goes by: the files under schemas/inspection/. */
import type { PrivacyFiles } from '../../inspect/index.ts'
import type { Schemas } from '../schemas.ts'
import { readTable } from './knowledge-table.ts'

export function readPrivacy(schemas: Schemas): PrivacyFiles {
  return {
    mail: readTable<PrivacyFiles['mail']>(schemas, 'inspection/mail'),
    persons: readTable<PrivacyFiles['persons']>(schemas, 'inspection/persons'),
    privacy: readTable<PrivacyFiles['privacy']>(schemas, 'inspection/privacy'),
  }
}
