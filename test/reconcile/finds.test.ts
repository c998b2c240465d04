// finds, quotes, changes
import { describe, it } from 'vitest'

describe('finds, quotes, changes', () => {
  it.todo('being written')
})
