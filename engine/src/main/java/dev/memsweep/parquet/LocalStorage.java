package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** The local file system. */
final class LocalStorage implements Storage {
    static final LocalStorage INSTANCE = new LocalStorage();

    private LocalStorage() {}

    static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    @Override
    public String resolve(String path) throws IOException {
        Path link = Path.of(path);
        if (!Files.isSymbolicLink(link)) {
            return path;
        }
        try {
            return link.toRealPath().toString();
        } catch (NoSuchFileException e) {
            throw new OutputException(
                    path + ": is a symbolic link to " + Files.readSymbolicLink(link) + ", which is not there", e);
        }
    }

    @Override
    public String parent(String path) {
        @Nullable Path parent = Path.of(path).getParent();
        return parent == null ? "" : parent.toString();
    }

    @Override
    public String child(String directory, String names) {
        return Path.of(directory).resolve(names).toString();
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isFile(String path) {
        return Files.isRegularFile(Path.of(path));
    }

    @Override
    public boolean isDirectory(String path) {
        return Files.isDirectory(Path.of(path));
    }

    @Override
    public long length(String path) throws IOException {
        return Files.size(Path.of(path));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputFile input(String path) throws IOException {
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(path);
        }
        return new LocalInputFile(file);
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        Files.createDirectories(Path.of(path));
    }

    @Override
    public DurableStream create(String path) throws IOException {
        return new ChannelStream(
                FileChannel.open(Path.of(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void move(String from, String to) throws IOException {
        if (exists(to)) {
            throw new IOException(to + " is there already");
        }
        Files.move(Path.of(from), Path.of(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean replacesFilesAtOnce() {
        return true;
    }

    @Override
    public void replaceFile(String from, String to) throws IOException {
        Files.move(Path.of(from), Path.of(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean movesDirectoriesAtOnce() {
        return true;
    }

    @Override
    public void delete(String path) throws IOException {
        Path root = Path.of(path);
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(root);
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void forceNames(String directory) {
        try (FileChannel names = FileChannel.open(Path.of(directory), StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every system opens directories; without this a power loss may still bring the old names back.
        }
    }

    @Override
    public RunLock lock(String path, String wanted) throws IOException {
        return LocalLock.take(Path.of(path), wanted);
    }
}
