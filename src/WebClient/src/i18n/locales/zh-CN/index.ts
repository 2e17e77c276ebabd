import auth from './auth';
import common from './common';
import composer from './composer';
import conversations from './conversations';
import messages from './messages';
import panel from './panel';
import uploads from './uploads';

export default { ...common, ...auth, ...conversations, ...messages, ...composer, ...panel, ...uploads };
