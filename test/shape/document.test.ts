// small documents, one for each construct
import { describe, it } from 'vitest'

describe('small documents, one for each construct', () => {
  it.todo('being written')
})
