// fifty megabytes
import { describe, it } from 'vitest'

describe('fifty megabytes', () => {
  it.todo('being written')
})
