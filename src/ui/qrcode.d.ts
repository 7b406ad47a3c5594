/** The one function of `qrcode` in use; the package ships no types. */
declare module 'qrcode' {
  interface Modules {
    size: number
    get(row: number, column: number): number
  }
  export function create(
    text: string,
    options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { modules: Modules }
  const qrcode: { create: typeof create }
  export default qrcode
}
