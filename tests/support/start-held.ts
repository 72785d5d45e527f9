import { once } from 'node:events'

// Given to a server before its own script: reads all sources, and lets it begin when it is told to.

await import('../../server/start/start-all.ts')
await once(process, 'message')
process.disconnect()
