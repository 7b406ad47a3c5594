import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'

/** One request of a browser, as far as signing in needs it. SvelteKit's event has all of it. */
export interface Visit {
  readonly request: { readonly headers: Headers }
  readonly url: URL
  readonly cookies: CookieJar
  getClientAddress(): string
}

export interface CookieJar {
  get(name: string): string | undefined
  set(name: string, value: string, options: CookieOptions): void
  delete(name: string, options: CookieOptions): void
}

export interface CookieOptions {
  path: string
  httpOnly?: boolean
  secure?: boolean
  sameSite?: 'lax' | 'strict' | 'none'
  maxAge?: number
}

/** Gives the browser the cookies that the sign-in library set. */
export function takeCookies(visit: Visit, headers: Headers): void {
  for (const header of headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(header)) {
      const { maxAge, secure, httpOnly } = toCookieOptions(attributes)
      visit.cookies.set(name, attributes.value, {
        path: '/',
        sameSite: 'lax',
        httpOnly: httpOnly ?? false,
        secure: secure ?? false,
        ...(maxAge === undefined ? {} : { maxAge }),
      })
    }
  }
}
