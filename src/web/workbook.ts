const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook to save under a name that may be Chinese (RFC 6266, RFC 8187). */
export function workbook(bytes: Uint8Array, name: string): Response {
  const disposition = `attachment; filename="list.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`
  return new Response(Buffer.from(bytes), {
    headers: { 'content-type': sheetType, 'content-disposition': disposition },
  })
}
