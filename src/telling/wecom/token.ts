/** An access token of WeCom and how long it holds. */
export interface FetchedToken {
  readonly token: string
  readonly expiresInSeconds: number
}

/** Taken anew this long before its end, so that none runs out on the way. */
const marginMs = 300_000

/**
 * Keeps the one access token of an application. However many ask at once, it is fetched once; a
 * failed fetch is forgotten, so that the next one tries again.
 */
export function makeTokenCache(fetchToken: () => Promise<FetchedToken>, now: () => number) {
  let kept: { token: string; until: number } | null = null
  let fetching: Promise<string> | null = null

  async function renew(): Promise<string> {
    const { token, expiresInSeconds } = await fetchToken()
    kept = { token, until: now() + expiresInSeconds * 1000 - marginMs }
    return token
  }

  return {
    get(): Promise<string> {
      if (kept && kept.until > now()) return Promise.resolve(kept.token)
      fetching ??= renew().finally(() => {
        fetching = null
      })
      return fetching
    },
    /** This token was refused; one fetched meanwhile by somebody else stays. */
    drop(token: string): void {
      if (kept?.token === token) kept = null
    },
  }
}
