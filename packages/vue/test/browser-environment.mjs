import { Window } from 'happy-dom';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

const DOM = ['document', 'Element', 'Event', 'HTMLElement', 'Node', 'SVGElement', 'ShadowRoot'];

/** A document to render into, with Node's own network. */
export default class BrowserEnvironment extends NodeEnvironment {
  async setup() {
    await super.setup();
    this.window = new Window({
      url: 'https://product.example/',
      // By this name Vue knows that there are no devtools to wait for.
      settings: { navigator: { userAgent: 'jsdom' } },
    });
    this.global.window = this.window;
    for (const name of DOM) this.global[name] = this.window[name];
  }

  async teardown() {
    await this.window.happyDOM.close();
    await super.teardown();
  }
}
