/** Loaded before the measured program: tells its peak memory (KB) and the time of its processors (µs) when it ends. */
import { writeFileSync } from 'node:fs'

const file = process.env.HIRAKU_BENCH_PROBE
if (file)
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    writeFileSync(file, JSON.stringify({ kilobytes: process.resourceUsage().maxRSS, cpu: user + system }))
  })
