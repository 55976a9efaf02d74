package io.jenkins.plugins.modeldelivery.train;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Heap that was needed and no longer is. */
final class SpareHeap {

    private static final String LEAST = "MinHeapFreeRatio";
    private static final String MOST = "MaxHeapFreeRatio";

    private SpareHeap() {}

    /**
     * Gives what is free back to the system, so that a process does not take both at its peak, the heap that it once needed and the
     * memory that a native library needs now. Java machines that cannot be told to just collect garbage.
     */
    static void giveBack() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            String least = machine.getVMOption(LEAST).getValue();
            String most = machine.getVMOption(MOST).getValue();
            machine.setVMOption(LEAST, "5");
            machine.setVMOption(MOST, "10");
            System.gc();
            machine.setVMOption(MOST, most);
            machine.setVMOption(LEAST, least);
        } catch (LinkageError | IllegalArgumentException | NullPointerException e) {
            // Another Java machine, or one without these options.
            System.gc();
        }
    }
}
