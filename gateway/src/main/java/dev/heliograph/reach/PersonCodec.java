package dev.heliograph.reach;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored form: a version octet, then the parts in the order of {@link Person}. */
final class PersonCodec {
    private static final int VERSION = 1;

    private PersonCodec() {}

    static byte[] encode(Person person) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            out.writeBoolean(person.told());
            out.writeByte(person.preferred().size());
            for (String channel : person.preferred()) {
                out.writeUTF(channel);
            }
            out.writeByte(person.identities().size());
            for (Map.Entry<String, String> identity : person.identities().entrySet()) {
                out.writeUTF(identity.getKey());
                out.writeUTF(identity.getValue());
            }
            out.writeByte(person.over().size());
            for (Map.Entry<String, Seen> over : person.over().entrySet()) {
                out.writeUTF(over.getKey());
                write(out, over.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot fail to be written", e);
        }
        return octets.toByteArray();
    }

    private static void write(DataOutputStream out, Seen seen) throws IOException {
        out.writeLong(seen.sinceMillis());
        out.writeLong(seen.reachedAtMillis());
        out.writeLong(seen.readAtMillis());
        out.writeLong(seen.wroteAtMillis());
        out.writeLong(seen.failedAtMillis());
        out.writeUTF(seen.failure());
        out.writeLong(seen.barredUntilMillis());
        out.writeByte(seen.delivered());
        out.writeByte(seen.read());
        out.writeByte(seen.silent());
    }

    /** @return the person, or null when it is damaged or of a later version */
    static @Nullable Person decode(byte[] octets) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            boolean told = in.readBoolean();
            List<String> preferred = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                preferred.add(in.readUTF());
            }
            Map<String, String> identities = new LinkedHashMap<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                identities.put(in.readUTF(), in.readUTF());
            }
            Map<String, Seen> over = new LinkedHashMap<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                over.put(in.readUTF(), read(in));
            }
            return new Person(preferred, identities, over, told);
        } catch (IOException e) {
            return null;
        }
    }

    private static Seen read(DataInputStream in) throws IOException {
        return new Seen(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readLong(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte());
    }
}
