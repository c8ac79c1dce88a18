package dev.heliograph.channel.specification;

import com.thoughtworks.xstream.annotations.XStreamAlias;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Holds a flat XML document against the fields that a class declares for XStream: every element must be one of them, and a number where the field is one. */
public final class DeclaredElements {
    private DeclaredElements() {}

    /** @return a line for each fault, the path of the element first; none when {@code xml} is what {@code type} stands for */
    public static List<String> faults(String xml, Class<?> type) {
        Map<String, Field> declared = new HashMap<>();
        for (Field field : type.getDeclaredFields()) {
            XStreamAlias alias = field.getAnnotation(XStreamAlias.class);
            if (alias != null) {
                declared.put(alias.value(), field);
            }
        }
        Element root = parse(xml);
        List<String> faults = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                String at = "/" + root.getTagName() + "/" + element.getTagName();
                Field field = declared.get(element.getTagName());
                if (field == null) {
                    faults.add(at + " is unknown");
                } else if (Number.class.isAssignableFrom(field.getType())
                        && !element.getTextContent().matches("-?\\d+(\\.\\d+)?")) {
                    faults.add(at + " is no " + field.getType().getSimpleName() + ": " + element.getTextContent());
                }
            }
        }
        return faults;
    }

    /** @return the root of a document without a type of its own */
    public static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("no XML: " + xml, e);
        }
    }
}
