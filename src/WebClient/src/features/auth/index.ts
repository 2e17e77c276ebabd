export { useSession } from './session/session';
