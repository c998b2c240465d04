// bad input through the whole job
import { describe, it } from 'vitest'

describe('bad input through the whole job', () => {
  it.todo('being written')
})
