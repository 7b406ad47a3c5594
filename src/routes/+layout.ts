/** Every page is finished on the server; nothing of it runs in the browser. */
export const csr = false
export const ssr = true
