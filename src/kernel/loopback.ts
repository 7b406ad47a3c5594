const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** Whether a host name reaches nothing but the computer it is asked on. */
export function isLoopback(hostname: string): boolean {
  return loopbackNames.includes(hostname)
}
