/** The year the address asks for; the newest announced one where it names none. */
export function yearAt(url: URL): number | undefined {
  const asked = url.searchParams.get('year') ?? ''
  return /^\d{4}$/.test(asked) ? Number(asked) : undefined
}
