// A thread has its own module loader, and Node 20 reads no TypeScript: whatever started the process (tsx, vitest),
// the thread begins here and brings its own.
import { register } from 'tsx/esm/api'

register()
await import('./index-thread.ts')
