// cells of every kind
import { describe, it } from 'vitest'

describe('cells of every kind', () => {
  it.todo('being written')
})
