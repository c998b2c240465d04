// random damage
import { describe, it } from 'vitest'

describe('random damage', () => {
  it.todo('being written')
})
