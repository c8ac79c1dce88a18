package dev.heliograph.conversation;

import dev.heliograph.sms.Part;
import dev.heliograph.sms.SegmentInfo;

/** That a message is one part of a longer one. */
public record Fragment(SegmentInfo info, Part part) {}
