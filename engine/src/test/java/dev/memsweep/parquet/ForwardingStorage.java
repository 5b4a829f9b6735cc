package dev.memsweep.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.io.InputFile;

/** The local file system, for tests that change some of it. */
class ForwardingStorage implements Storage {
    private final Storage storage = Storage.local();

    @Override
    public String resolve(String path) throws IOException {
        return storage.resolve(path);
    }

    @Override
    public String parent(String path) {
        return storage.parent(path);
    }

    @Override
    public String child(String directory, String names) {
        return storage.child(directory, names);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public boolean isFile(String path) throws IOException {
        return storage.isFile(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return storage.isDirectory(path);
    }

    @Override
    public long length(String path) throws IOException {
        return storage.length(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public InputFile input(String path) throws IOException {
        return storage.input(path);
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        storage.makeDirectory(path);
    }

    @Override
    public DurableStream create(String path) throws IOException {
        return storage.create(path);
    }

    @Override
    public void move(String from, String to) throws IOException {
        storage.move(from, to);
    }

    @Override
    public boolean replacesFilesAtOnce() {
        return storage.replacesFilesAtOnce();
    }

    @Override
    public void replaceFile(String from, String to) throws IOException {
        storage.replaceFile(from, to);
    }

    @Override
    public boolean movesDirectoriesAtOnce() {
        return storage.movesDirectoriesAtOnce();
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public void forceNames(String directory) {
        storage.forceNames(directory);
    }

    @Override
    public RunLock lock(String path, String wanted) throws IOException {
        return storage.lock(path, wanted);
    }
}
