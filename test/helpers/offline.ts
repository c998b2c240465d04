/** Every test runs with the network off: what reaches for it fails here, not on a closed city network. */
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici'
import { afterAll, beforeAll } from 'vitest'

const before = getGlobalDispatcher()
const agent = new MockAgent()
agent.disableNetConnect()

beforeAll(() => {
  setGlobalDispatcher(agent)
  globalThis.fetch = () => Promise.reject(new Error('the network is off in tests'))
})
afterAll(() => setGlobalDispatcher(before))
