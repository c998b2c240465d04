import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

const LIVE = 'test/live/**/*.test.ts'

export default defineConfig({
  test: {
    setupFiles: ['test/helpers/offline.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'offline',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, LIVE],
          // many wait for a process of their own: two at least, also on two cores
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // one server for all: one after the other
        test: { name: 'live', include: [LIVE], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
