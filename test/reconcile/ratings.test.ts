// outcomes, evidence, contradictions
import { describe, it } from 'vitest'

describe('outcomes, evidence, contradictions', () => {
  it.todo('being written')
})
