package io.jenkins.plugins.modeldelivery.train;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import io.jenkins.plugins.modeldelivery.model.Rows;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Encoded rows as Tribuo sees them: an example exists only while it is looked at. Tribuo's MutableDataset would keep an
 * object a cell, at many times the memory and time.
 */
final class ColumnarDataset<T extends Output<T>> extends Dataset<T> {
    private static final long serialVersionUID = 1L;

    private final transient Rows rows;
    private final transient IntFunction<T> output;
    private final transient String[] names;
    private final transient ImmutableFeatureMap features;
    private final transient ImmutableOutputInfo<T> outputs;

    /** @param output the output of each row */
    ColumnarDataset(Rows rows, IntFunction<T> output, OutputFactory<T> factory) {
        super(new SimpleDataSourceProvenance("encoded rows", factory), factory);
        this.rows = rows;
        this.output = output;
        this.names = new String[rows.width()];
        List<VariableInfo> infos = new ArrayList<>();
        for (int c = 0; c < names.length; c++) {
            // Tribuo numbers features in the order of their names: these keep the order of the columns.
            names[c] = String.format("%010d", c);
            infos.add(new RealInfo(names[c], rows.count()));
        }
        this.features = new ImmutableFeatureMap(infos);
        MutableOutputInfo<T> observed = factory.generateInfo();
        for (int row = 0; row < rows.count(); row++) {
            observed.observe(output.apply(row));
        }
        this.outputs = observed.generateImmutableOutputInfo();
    }

    @Override
    public Example<T> getExample(int row) {
        int from = (int) rows.starts()[row];
        int to = (int) rows.starts()[row + 1];
        String[] present = new String[to - from];
        double[] values = new double[to - from];
        for (int i = from; i < to; i++) {
            present[i - from] = names[rows.columns()[i]];
            values[i - from] = rows.values()[i];
        }
        return new ArrayExample<>(output.apply(row), present, values);
    }

    @Override
    public int size() {
        return rows.count();
    }

    @Override
    public List<Example<T>> getData() {
        return new AbstractList<>() {
            @Override
            public Example<T> get(int index) {
                return getExample(index);
            }

            @Override
            public int size() {
                return rows.count();
            }
        };
    }

    @Override
    public synchronized Iterator<Example<T>> iterator() {
        return getData().iterator();
    }

    @Override
    public Set<T> getOutputs() {
        return outputs.getDomain();
    }

    @Override
    public ImmutableOutputInfo<T> getOutputIDInfo() {
        return outputs;
    }

    @Override
    public OutputInfo<T> getOutputInfo() {
        return outputs;
    }

    @Override
    public ImmutableFeatureMap getFeatureIDMap() {
        return features;
    }

    @Override
    public FeatureMap getFeatureMap() {
        return features;
    }

    @Override
    public DatasetProvenance getProvenance() {
        return new DatasetProvenance(sourceProvenance, new ListProvenance<>(), this);
    }

    @Override
    public DatasetProto serialize() {
        throw new UnsupportedOperationException("Rows are read from their file, never stored");
    }

    @Override
    public String toString() {
        return "ColumnarDataset" + Arrays.asList(rows.count(), rows.width());
    }
}
