package dev.memsweep.parquet;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Checks a Parquet file that this engine wrote, byte by byte.
 *
 * <p>The checksum of the whole file finds every flipped bit; magic numbers, page checksums, page counts and the offset
 * index say where it is.
 */
public final class FileVerifier {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Readers ask for no more either; a damaged length must not fill the memory. */
    private static final int LARGEST_PAGE_BYTES = 1 << 28;

    private final String name;
    private final SeekableInputStream in;
    private final long length;
    private final List<Finding> findings = new ArrayList<>();

    private FileVerifier(String name, SeekableInputStream in, long length) {
        this.name = name;
        this.in = in;
        this.length = length;
    }

    /**
     * What a check found.
     *
     * @param findings what is wrong; empty for a file that is whole
     * @param rows rows that the footer states; 0 when it cannot be read
     * @param bytes length of the file
     * @param metadata the footer's key-value metadata; empty when it cannot be read
     */
    public record Result(List<Finding> findings, long rows, long bytes, Map<String, String> metadata) {
        /** Copies the collections. */
        public Result {
            findings = List.copyOf(findings);
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * Checks a file.
     *
     * @param name what to call it in findings
     * @throws IOException when it cannot be read
     */
    public static Result verify(InputFile file, String name) throws IOException {
        try (SeekableInputStream in = file.newStream()) {
            return new FileVerifier(name, in, file.getLength()).run();
        }
    }

    private Result run() throws IOException {
        byte[] footerBytes;
        FileMetaData footer;
        try {
            footerBytes = FooterCheck.footer(in, length);
        } catch (IOException e) {
            add("", OutputException.rootText(e));
            return new Result(findings, 0, length, Map.of());
        }
        try {
            footer = Util.readFileMetaData(new ByteArrayInputStream(footerBytes));
        } catch (IOException | RuntimeException e) {
            add(", footer", "cannot be read");
            return new Result(findings, 0, length, Map.of());
        }
        long footerStart = length - 2 * Integer.BYTES - footerBytes.length;
        checkRowGroups(footer, footerStart);
        checkWhole(footerBytes, footerStart);
        Map<String, String> metadata = new HashMap<>();
        for (KeyValue entry : Objects.requireNonNullElse(footer.getKey_value_metadata(), List.<KeyValue>of())) {
            metadata.put(String.valueOf(entry.getKey()), Objects.requireNonNullElse(entry.getValue(), ""));
        }
        return new Result(findings, footer.getNum_rows(), length, metadata);
    }

    private void add(String where, String message) {
        findings.add(new Finding(name + where, message));
    }

    /** Checks the checksum of the whole file, with its own digits counted as zeros. */
    private void checkWhole(byte[] footer, long footerStart) throws IOException {
        int place = FileChecksum.place(footer, 0);
        if (place < 0) {
            add(", footer", "has no checksum of the file: it is damaged, or another program wrote the file");
            return;
        }
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[(int) Math.min(CHUNK_BYTES, footerStart)];
        in.seek(0);
        for (long at = 0; at < footerStart; ) {
            int part = (int) Math.min(buffer.length, footerStart - at);
            in.readFully(buffer, 0, part);
            crc.update(buffer, 0, part);
            at += part;
        }
        byte[] end = new byte[(int) (length - footerStart)];
        in.readFully(end);
        String stated =
                new String(end, place, FileChecksum.ZEROS.length(), java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int i = 0; i < FileChecksum.ZEROS.length(); i++) {
            end[place + i] = '0';
        }
        crc.update(end);
        if (!FileChecksum.digits(crc).equals(stated)) {
            add("", "the checksum of the file is " + FileChecksum.digits(crc) + ", not the one that its footer states");
        }
    }

    private void checkRowGroups(FileMetaData footer, long footerStart) {
        long rows = 0;
        int number = 0;
        for (RowGroup rowGroup : Objects.requireNonNullElse(footer.getRow_groups(), List.<RowGroup>of())) {
            rows += rowGroup.getNum_rows();
            int column = 0;
            for (ColumnChunk chunk : Objects.requireNonNullElse(rowGroup.getColumns(), List.<ColumnChunk>of())) {
                String where = ", row group " + number + ", column "
                        + (chunk.getMeta_data() == null
                                ? String.valueOf(column)
                                : String.join(".", chunk.getMeta_data().getPath_in_schema()));
                try {
                    checkChunk(chunk, rowGroup.getNum_rows(), footerStart, where);
                } catch (IOException | RuntimeException e) {
                    add(where, "cannot be read: " + OutputException.rootText(e));
                }
                column++;
            }
            number++;
        }
        if (rows != footer.getNum_rows()) {
            add(", footer", "states " + footer.getNum_rows() + " rows, but its row groups have " + rows);
        }
    }

    private void checkChunk(ColumnChunk chunk, long rows, long footerStart, String where) throws IOException {
        ColumnMetaData about = chunk.getMeta_data();
        if (about == null) {
            add(where, "has no metadata");
            return;
        }
        long start = about.isSetDictionary_page_offset() && about.getDictionary_page_offset() > 0
                ? about.getDictionary_page_offset()
                : about.getData_page_offset();
        long end = start + about.getTotal_compressed_size();
        if (start < Integer.BYTES || end > footerStart || end < start) {
            add(where, "lies outside of the file: bytes " + start + " to " + end);
            return;
        }
        List<PageLocation> locations = locations(chunk, footerStart, where);
        long values = 0;
        int dataPages = 0;
        long at = start;
        for (int page = 0; at < end; page++) {
            String pageWhere = where + ", page " + page + " at byte " + at;
            in.seek(at);
            PageHeader header = Util.readPageHeader(in);
            int bytes = header.getCompressed_page_size();
            long next = in.getPos() + bytes;
            if (bytes < 0 || bytes > LARGEST_PAGE_BYTES || next > end) {
                add(pageWhere, "has a damaged header");
                return;
            }
            byte[] content = new byte[bytes];
            in.readFully(content);
            checkCrc(header, content, pageWhere);
            if (header.getType() == PageType.DATA_PAGE && header.getData_page_header() != null) {
                checkLocation(locations, dataPages++, at, next - at, values, pageWhere);
                values += header.getData_page_header().getNum_values();
            }
            at = next;
        }
        if (values != about.getNum_values() || values != rows) {
            add(where, "has " + values + " of " + rows + " values");
        }
        if (locations.size() != dataPages) {
            add(where, "has " + dataPages + " pages, but its offset index " + locations.size());
        }
    }

    private void checkCrc(PageHeader header, byte[] content, String where) {
        if (!header.isSetCrc()) {
            add(where, "has no checksum");
            return;
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != header.getCrc()) {
            add(where, "its checksum is wrong");
        }
    }

    private void checkLocation(
            List<PageLocation> locations, int page, long offset, long bytes, long firstRow, String where) {
        if (page >= locations.size()) {
            return;
        }
        PageLocation location = locations.get(page);
        if (location.getOffset() != offset
                || location.getCompressed_page_size() != bytes
                || location.getFirst_row_index() != firstRow) {
            add(where, "stands elsewhere, or has other rows, in the offset index");
        }
    }

    private List<PageLocation> locations(ColumnChunk chunk, long footerStart, String where) throws IOException {
        long from = chunk.getOffset_index_offset();
        if (!chunk.isSetOffset_index_offset()) {
            add(where, "has no offset index");
            return List.of();
        }
        if (from < Integer.BYTES || from + chunk.getOffset_index_length() > footerStart) {
            throw new EOFException("the offset index lies outside of the file");
        }
        in.seek(from);
        OffsetIndex index = Util.readOffsetIndex(in);
        return Objects.requireNonNullElse(index.getPage_locations(), List.<PageLocation>of());
    }
}
