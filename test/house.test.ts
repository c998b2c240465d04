// The rules of the house, held over the source text.
import { describe, it } from 'vitest'

describe('the house', () => {
  it.todo('being written')
})
