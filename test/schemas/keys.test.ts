// schemas/keys.yaml and the record schemas say the same key for the same header.
import { describe, it } from 'vitest'

describe('the dictionary of keys', () => {
  it.todo('being written')
})
