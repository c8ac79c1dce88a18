package dev.heliograph.channel.wechat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One XML element whose members are texts. Document types and entities are refused, not resolved: the network says nothing about what this machine reads. */
final class FlatXml {
    private static final int MEMBERS_MAX = 100;
    private static final int MEMBERS_DEPTH = 2;
    private static final XMLInputFactory FACTORY = factory();

    private FlatXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * @return the texts directly below the root, by name; what lies deeper is left out
     * @throws IllegalArgumentException when it is no XML, or more than plain XML
     */
    static Map<String, String> members(Buffer body) {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body.getBytes()), "UTF-8");
            try {
                return members(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the body is not XML", e);
        }
    }

    private static Map<String, String> members(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> members = new HashMap<>();
        String name = "";
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth == MEMBERS_DEPTH) {
                        name = xml.getLocalName();
                        text.setLength(0);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth == MEMBERS_DEPTH) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth-- == MEMBERS_DEPTH) {
                        members.put(name, text.toString());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IllegalArgumentException("document types and entities are not taken");
                default -> {
                    // comments, white space, processing instructions
                }
            }
            if (members.size() > MEMBERS_MAX) {
                throw new IllegalArgumentException("more than " + MEMBERS_MAX + " members");
            }
        }
        return members;
    }
}
