package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/** CM's media as ours: what kind it is tells its media type, else the ending of its name. */
final class CmMedia {
    private static final Set<String> VIDEOS = Set.of("mp4", "3gp", "3gpp", "mov", "webm", "mpeg");
    private static final Set<String> SOUNDS = Set.of("mp3", "ogg", "aac", "amr", "wav", "m4a", "opus");
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "gif", "webp", "bmp");
    private static final String DOCUMENT = "document";

    private CmMedia() {}

    static boolean isThere(JsonNode holder) {
        return !CmJson.text(CmJson.at(holder, "media"), "mediaUri").isEmpty();
    }

    static ObjectNode of(JsonNode media) {
        String uri = CmJson.text(media, "mediaUri");
        String mime = CmJson.text(media, "mimeType");
        String name = CmJson.text(media, "mediaName");
        String kind = kind(mime, uri);
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("kind", kind).put("url", uri);
        if (!mime.isEmpty()) {
            out.put("mime", mime);
        }
        if (!name.isEmpty() && kind.equals(DOCUMENT)) {
            out.put("filename", name);
        }
        return out;
    }

    private static String kind(String mime, String uri) {
        String lower = mime.toLowerCase(Locale.ROOT);
        for (String kind : new String[] {"image", "video", "audio"}) {
            if (lower.startsWith(kind + "/")) {
                return kind;
            }
        }
        String path = uri.replaceFirst("[?#].*$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (!lower.isEmpty()) {
            return DOCUMENT;
        }
        // Pictures are what most send without saying what it is.
        return VIDEOS.contains(ending)
                ? "video"
                : SOUNDS.contains(ending)
                        ? "audio"
                        : PICTURES.contains(ending) || ending.isEmpty() ? "image" : DOCUMENT;
    }
}
