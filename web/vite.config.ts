import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Served by zheli, the pages lie below its <base>: it writes the path there. Built with VITE_API for an upload
// elsewhere, they have none and find each other from where they lie.
const elsewhere = process.env.VITE_API !== undefined

// Each zone is built by itself: what two share is not worth a second file for a phone to wait for.
const zone = process.env.ZONE ?? 'index.html'

export default defineConfig({
  base: './',
  plugins: [vue(), {
    name: 'no-base-elsewhere',
    transformIndexHtml: (html) => (elsewhere ? html.replace(/\s*<base [^>]*>/, '') : html),
  }],
  define: { __VUE_OPTIONS_API__: false },
  build: {
    target: 'es2019', assetsInlineLimit: 0, modulePreload: false,
    rollupOptions: { input: zone }, emptyOutDir: zone === 'index.html',
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
