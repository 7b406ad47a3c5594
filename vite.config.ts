import { paraglideVitePlugin } from '@inlang/paraglide-js'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'
import { findFaults, findMute } from './scripts/messages.mjs'

/** Nothing inline runs or styles a page, and nothing is fetched from anywhere else. */
const contentSecurityPolicy = {
  'default-src': ['self'],
  'script-src': ['self'],
  'style-src': ['self'],
  'img-src': ['self', 'data:', 'blob:'],
  'media-src': ['self', 'blob:'],
  'connect-src': ['self'],
  'object-src': ['none'],
  'base-uri': ['self'],
  'form-action': ['self'],
  'frame-ancestors': ['none'],
} as const

/**
 * Styles stay in one cached file and never inside the page: a weak network pays for them once.
 * Root-relative addresses, because the sheet of paper a page is printed on has no folder.
 */
function web() {
  return [
    paraglideVitePlugin({ project: './project.inlang', outdir: './src/paraglide' }),
    wholeMessages(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      compilerOptions: { runes: true },
      csp: { mode: 'auto', directives: structuredClone(contentSecurityPolicy) as never },
      inlineStyleThreshold: 0,
      paths: { relative: false },
    }),
  ]
}

/** A missing, unequal or mute message stops the build; Paraglide alone would let it pass. */
function wholeMessages(): Plugin {
  return {
    name: 'whole-messages',
    apply: 'build',
    async buildEnd(error) {
      if (error) return
      const faults = [...findFaults(), ...(await findMute())]
      if (faults.length > 0) this.error(faults.join('\n'))
    },
  }
}

/** Every style of every component in one file: one request for the first page, none afterwards. */
const oneSheet = { groups: [{ name: 'styles', test: /type=style|\.css$/ }] }

export default defineConfig({
  plugins: web(),
  build: { assetsInlineLimit: 0, rolldownOptions: { checks: { pluginTimings: false } } },
  environments: { ssr: { build: { rolldownOptions: { output: { codeSplitting: oneSheet } } } } },
})
