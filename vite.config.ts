import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { fieldServiceWorker } from './client/build/field-service-worker.ts'

/** Where `npm run dev` sends what only the server can answer. */
const server = process.env.GRIDWALL_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: 'client',
  plugins: [react(), fieldServiceWorker()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
  },
  server: {
    proxy: {
      // what the server answers under /api, not the client's own sources in client/api
      '^/api/(?!.*\\.tsx?(\\?.*)?$)': server,
      '/in': server,
      '/tiles': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})
