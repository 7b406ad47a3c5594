/** The household that a number on a door means, as people write it: 12, 012, １２. */
export async function findByCode(locals: App.Locals, text: string) {
  const q = text.trim().slice(0, 60)
  if (!q) return null
  const wanted = { tenantCode: locals.tenant, q, limit: 20 }
  const { rows } = await locals.ask('people.households', wanted)
  return rows.find((row) => Number(row.code) === Number(q.normalize('NFKC'))) ?? null
}
