// the solver against brute force
import { describe, it } from 'vitest'

describe('the solver against brute force', () => {
  it.todo('being written')
})
