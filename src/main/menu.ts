/** The application menu: editing, zoom and window; reload and developer tools only while developing. */
import type { MenuItemConstructorOptions } from 'electron'

export function menuTemplate(isPackaged: boolean, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isPackaged
          ? []
          : [
              { type: 'separator' } as const,
              { role: 'reload' } as const,
              { role: 'toggleDevTools' } as const
            ])
      ]
    },
    { role: 'windowMenu' }
  ]
}
