/** Loaded before the measured program: tells its peak memory (KB) when it ends. */
import { writeFileSync } from 'node:fs'

const file = process.env.HIRAKU_BENCH_PEAK
if (file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)))
