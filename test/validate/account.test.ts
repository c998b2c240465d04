// The account of the source: whatever is lost on the way is named, with its line.
import { describe, it } from 'vitest'

describe('the account of the source', () => {
  it.todo('being written')
})
