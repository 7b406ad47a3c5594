/**
 * How the messages are compiled, for the command line and for Vite alike.
 * The address of a page never carries the language: a cookie does, then the browser's wish.
 * One module per locale, because bare Node would otherwise open thousands of small files at start.
 */
export default {
  outdir: './src/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
  cookieName: 'language',
  outputStructure: 'locale-modules',
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
}
