import { FlaskConical, MessageSquareText, MessagesSquare, MonitorDot, ScrollText, Settings, Users } from '@lucide/vue';
import type { Component } from 'vue';

import { config } from '@/platform/config';

interface MenuItem {
  route: string;
  /** Also that of the route. */
  title: string;
  icon: Component;
}

/** What the menu leads to, in its order. */
export const MENU: readonly MenuItem[] = [
  { route: 'admin-monitor', title: 'monitor', icon: MonitorDot },
  { route: 'admin-users', title: 'users', icon: Users },
  { route: 'admin-conversations', title: 'conversations', icon: MessagesSquare },
  { route: 'admin-messages', title: 'messages', icon: MessageSquareText },
  { route: 'admin-audit', title: 'audit', icon: ScrollText },
  ...(config.demo ? [{ route: 'admin-demo', title: 'demo', icon: FlaskConical }] : []),
  { route: 'admin-settings', title: 'settings', icon: Settings },
];
