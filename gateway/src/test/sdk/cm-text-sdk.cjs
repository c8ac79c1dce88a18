// CM.com's published SDK against a running gateway. Needs npm and the network, so it is no part of the build:
//
//   mkdir -p /tmp/cm-sdk && cd /tmp/cm-sdk && npm install @cmdotcom/text-sdk@2.0.0
//   NODE_PATH=/tmp/cm-sdk/node_modules node gateway/src/test/sdk/cm-text-sdk.cjs [http://127.0.0.1:8080] [demo]
//
// Ends with status 0 when every answer parsed and said what it should.
const assert = require('node:assert');
const sdk = require('@cmdotcom/text-sdk');

const url = process.argv[2] || 'http://127.0.0.1:8080';
const token = process.argv[3] || 'demo';

function client(productToken) {
    const made = new sdk.MessageApiClient(productToken);
    // The one line that differs from a program that talks to CM.com: where it is.
    const create = made.createMessage.bind(made);
    made.createMessage = () => {
        const message = create();
        message.api.basePath = url;
        return message;
    };
    return made;
}

async function accepted(name, sending, recipients) {
    const answer = (await sending).data;
    assert.strictEqual(answer.errorCode, 0, name);
    assert.strictEqual(answer.details, `Created ${recipients.length} message(s)`, name);
    assert.deepStrictEqual(answer.messages.map((message) => message.to), recipients, name);
    for (const message of answer.messages) {
        assert.strictEqual(message.status, 'Accepted', name);
        assert.strictEqual(message.messageErrorCode, 0, name);
        assert.ok(message.parts >= 1, name);
    }
    console.log('ok', name);
}

async function refused(name, sending, status, errorCode, messageErrorCode) {
    try {
        await sending;
    } catch (error) {
        assert.strictEqual(error.response.status, status, name);
        assert.strictEqual(error.response.data.errorCode, errorCode, name);
        assert.strictEqual(error.response.data.messages[0]?.messageErrorCode, messageErrorCode, name);
        console.log('ok', name);
        return;
    }
    assert.fail(name + ' was accepted');
}

const to = ['0031612345600'];
const whatsApp = (set) => set(client(token).createMessage().setMessage(to, 'Demo', 'In words', 'ref1').setAllowedChannels(['WhatsApp'])).send();

async function run() {
    await accepted('text', client(token).sendTextMessage(to, 'Demo', 'Hello world', 'ref0'), to);
    const two = ['0031612345600', '0031612345602'];
    await accepted('text to two', client(token).sendTextMessage(two, 'Demo', 'Hello world'), two);
    await accepted('media', whatsApp((message) => message.setConversation([
        {text: 'Our logo!', media: {mediaName: 'cm.com', mediaUri: 'https://example.com/logo?s=200', mimeType: 'image/png'}}])), to);
    await accepted('media and suggestion', client(token).createMessage()
        .setMessage(to, 'Demo', 'Hello').setAllowedChannels(['RCS', 'SMS'])
        .setConversation([{text: 'Our logo!', media: {mediaName: 'logo', mediaUri: 'https://example.com/logo.png'}}])
        .setSuggestion([{action: 'openUrl', label: 'Click me', url: 'https://example.com'},
            {action: 'reply', label: 'Yes', postbackdata: 'y'}]).send(), to);
    await accepted('template', whatsApp((message) => message.setTemplate({whatsapp: {
        elementName: 'order_update', namespace: 'demo', language: {code: 'en', policy: 'deterministic'},
        components: [{type: 'body', parameters: [{type: 'text', text: 'Ada'}]}]}})), to);
    await accepted('interactive list', whatsApp((message) => message.setInteractive({
        type: 'list', header: {type: 'text', text: 'Shop'}, body: {text: 'What is it?'}, footer: {text: 'Thanks'},
        action: {button: 'Choose', sections: [{title: 'One', rows: [{id: 'r1', title: 'First', description: 'The first'}]}]}})), to);
    const media = {mediaName: 'cm.com', mediaUri: 'https://example.com/logo.png', mimeType: 'image/png'};
    const template = (components) => whatsApp((message) => message.setTemplate({whatsapp: {
        elementName: 'order_update', namespace: 'demo', language: {code: 'en', policy: 'deterministic'}, components}}));
    await accepted('template, text header', template([
        {type: 'header', parameters: [{type: 'text', text: 'No. 42'}]},
        {type: 'body', parameters: [{type: 'text', text: 'Ada'},
            {type: 'currency', currency: {fallback_value: '5 euro', code: 'EUR', amount_1000: 5000}},
            {type: 'date_time', dateTime: {fallback_value: 'today'}}]}]), to);
    await accepted('template, picture header', template([{type: 'header', parameters: [{type: 'image', image: media}]}]), to);
    await accepted('template, document header', template([{type: 'header', parameters: [{type: 'document', document: media}]}]), to);
    await accepted('template, localizable_params', whatsApp((message) => message.setTemplate({whatsapp: {
        elementName: 'order_update', namespace: 'demo', language: {code: 'en'}, localizableParams: [{_default: 'Ada'}]}})), to);
    const buttons = (header) => whatsApp((message) => message.setInteractive({type: 'button', header, body: {text: 'Coming?'},
        action: {buttons: [{type: 'reply', reply: {id: 'y', title: 'Yes'}}]}}));
    await accepted('interactive buttons', buttons({type: 'text', text: 'Party'}), to);
    await accepted('interactive buttons under a picture', buttons({type: 'image', media}), to);
    const said = (conversation, suggestions) => {
        const message = client(token).createMessage().setMessage(to, 'Demo', 'In words').setConversation(conversation);
        return (suggestions ? message.setSuggestion(suggestions) : message).send();
    };
    await accepted('carousel', said([{carousel: {cardWidth: 'Medium', cards: [
        {header: 'A', text: 'a', media, suggestions: [{action: 'reply', label: 'A', postbackdata: 'a'}]}, {header: 'B', text: 'b', media}]}}]), to);
    await accepted('location', said([{location: {latitude: 51.6, longitude: 4.8, label: 'CM.com', radius: 5}}]), to);
    await accepted('contacts', said([{contacts: [{name: {formattedName: 'Ada', firstName: 'Ada'}, phones: [{phone: '+31612345600', type: 'CELL'}],
        emails: [{email: 'ada@example.com'}], org: {company: 'CM'}}]}]), to);
    await accepted('list picker', said([{listPicker: {label: 'Pick', media, options: [{label: 'A', media}, {label: 'B'}]}}]), to);
    await accepted('every suggestion', said([{text: 'What?'}], [
        {action: 'reply', label: 'Yes'}, {action: 'openUrl', label: 'Open', url: 'https://example.com'},
        {action: 'dial', label: 'Call', dial: {phoneNumber: '0031612345600'}},
        {action: 'viewLocation', label: 'Where', viewLocation: {label: 'CM.com', searchQuery: 'CM.com Breda'}},
        {action: 'CreateCalendarEvent', label: 'When', calendar: {title: 'Party', startTime: new Date(), endTime: new Date(Date.now() + 3600000)}},
        {action: 'shareLocation', label: 'Here', shareLocation: {requestLocation: true}}]), to);
    await refused('login', said([{oauth2: {responseType: 'code', scope: ['a']}}]), 400, 201, 305);
    await refused('payment', said([{text: 'Pay'}], [{action: 'payment', label: 'Pay', payment: {merchantName: 'CM'}}]), 400, 201, 305);
    await refused('products', whatsApp((message) => message.setInteractive({type: 'product_list', action: {}})), 400, 201, 305);
    await refused('no channel of ours', client(token).createMessage().setMessage(to, 'Demo', 'x').setAllowedChannels(['Twitter']).send(), 400, 201, 403);
    await refused('wrong token', client('wrong').sendTextMessage(to, 'Demo', 'Hello'), 400, 101, undefined);
    await refused('no number', client(token).sendTextMessage(['00316abc'], 'Demo', 'Hello'), 400, 201, 303);
    await refused('no content', client(token).sendTextMessage(to, 'Demo', ''), 400, 201, 304);
}

run().catch((error) => {
    console.error(error.response ? [error.response.status, error.response.data] : error);
    process.exitCode = 1;
});
