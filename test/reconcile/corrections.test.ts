// corrections on file
import { describe, it } from 'vitest'

describe('corrections on file', () => {
  it.todo('being written')
})
