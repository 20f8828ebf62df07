package dev.ratiofixer.http.report;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes HTML whose every text and attribute is escaped, by the JDK's XML writer: there is no way to pass markup on.
 * Elements are closed by an end tag, but for those that HTML has none of.
 */
final class HtmlWriter {
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    HtmlWriter() {
        try {
            xml = WRITERS.createXMLStreamWriter(text);
            xml.writeDTD("<!doctype html>");
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An element with what its body writes. Attributes are names and values in turn. */
    HtmlWriter element(String name, List<String> attributes, Runnable body) {
        try {
            xml.writeStartElement(name);
            attributes(attributes);
            body.run();
            // Makes the writer close the start tag: <td></td> and never <td/>, which HTML takes for a start.
            xml.writeCharacters("");
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    HtmlWriter element(String name, Runnable body) {
        return element(name, List.of(), body);
    }

    HtmlWriter element(String name, String words) {
        return element(name, List.of(), () -> words(words));
    }

    HtmlWriter element(String name, List<String> attributes, String words) {
        return element(name, attributes, () -> words(words));
    }

    /** One without an end tag. */
    HtmlWriter single(String name, List<String> attributes) {
        try {
            xml.writeEmptyElement(name);
            attributes(attributes);
            return this;
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    HtmlWriter words(String words) {
        try {
            xml.writeCharacters(words);
            return this;
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void attributes(List<String> attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.size(); i += 2) {
            xml.writeAttribute(attributes.get(i), attributes.get(i + 1));
        }
    }

    String text() {
        try {
            xml.flush();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
